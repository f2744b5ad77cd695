// The made-up patrons of practice: four moods in five languages. Nobody here has ever lived.
// `ask` begins; `cold` answers a reply that shuts a door or speaks in riddles; `more` and `thanks` answer kind ones.

/** @typedef {"hurry" | "uneasy" | "complaint" | "child"} Mood */
/** @typedef {{lang: string, mood: Mood, ask: string, cold: string, more: string, thanks: string}} Made */

/** @type {Made[]} */
export const PATRONS = [
  {
    lang: "en", mood: "hurry",
    ask: "I'm between two lectures and need Orlando by Virginia Woolf before five. Do you have it? Quick, please!",
    cold: "That doesn't get me any further, and my tram is coming. Where can I get it?",
    more: "Great. Can I pick it up without queuing?",
    thanks: "Perfect, thank you. Running!",
  },
  {
    lang: "en", mood: "uneasy",
    ask: "Hello, I am not very good with computers. My granddaughter says I can read the newspaper on my tablet with my library card. How does one do that?",
    cold: "I'm sorry, I don't understand those words. What do I press first?",
    more: "Yes, I have found the button. And now it wants a number from me.",
    thanks: "There it is, the newspaper! You have been very patient. Thank you.",
  },
  {
    lang: "en", mood: "complaint",
    ask: "I have had a reminder AGAIN for a book I returned two weeks ago. This is the third time. What are you doing over there?",
    cold: "So now it is my fault? I want to know what happens next.",
    more: "All right. And how will I know that it is settled?",
    thanks: "Thank you for taking it seriously.",
  },
  {
    lang: "en", mood: "child",
    ask: "hi im 9 and i need a book about sharks for school tomorow but not a baby book",
    cold: "ok but i dont know what that means",
    more: "yes!! does it have real photos",
    thanks: "cool thank you",
  },
  {
    lang: "it", mood: "hurry",
    ask: "Sono tra due lezioni e mi serve La coscienza di Zeno entro le cinque. Ce l'avete? Presto, per favore!",
    cold: "Così non vado avanti, e il tram sta arrivando. Dove lo trovo?",
    more: "Ottimo. Posso ritirarlo senza fare la fila?",
    thanks: "Perfetto, grazie. Corro!",
  },
  {
    lang: "it", mood: "uneasy",
    ask: "Buongiorno, con i computer non sono molto pratica. Mia nipote dice che con la tessera posso leggere il giornale sul tablet. Come si fa?",
    cold: "Mi scusi, queste parole non le capisco. Che cosa premo per prima cosa?",
    more: "Sì, il pulsante l'ho trovato. E adesso vuole da me un numero.",
    thanks: "Eccolo, il giornale! Ha avuto molta pazienza. Grazie.",
  },
  {
    lang: "it", mood: "complaint",
    ask: "Ho ricevuto ANCORA un sollecito per un libro che ho riportato due settimane fa. È la terza volta. Ma che cosa fate?",
    cold: "Quindi adesso la colpa sarebbe mia? Voglio sapere che cosa succede ora.",
    more: "Va bene. E come faccio a sapere che è tutto a posto?",
    thanks: "Grazie per averlo preso sul serio.",
  },
  {
    lang: "it", mood: "child",
    ask: "ciao ho 9 anni e mi serve un libro sugli squali per domani a scuola pero non da piccoli",
    cold: "ok ma non so cosa vuol dire",
    more: "si!! ci sono le foto vere",
    thanks: "che bello grazie",
  },
  {
    lang: "ro", mood: "hurry",
    ask: "Sunt între două cursuri și am nevoie de „Enigma Otiliei” până la cinci. O aveți? Repede, vă rog!",
    cold: "Cu asta nu mă descurc, și îmi vine tramvaiul. De unde o iau?",
    more: "Grozav. O pot lua fără să stau la coadă?",
    thanks: "Perfect, mulțumesc. Fug!",
  },
  {
    lang: "ro", mood: "uneasy",
    ask: "Bună ziua, nu mă prea pricep la calculatoare. Nepoata mea spune că pot citi ziarul pe tabletă cu permisul de bibliotecă. Cum se face?",
    cold: "Îmi pare rău, nu înțeleg cuvintele acestea. Pe ce apăs mai întâi?",
    more: "Da, am găsit butonul. Și acum îmi cere un număr.",
    thanks: "Uite ziarul! Ați avut multă răbdare. Vă mulțumesc.",
  },
  {
    lang: "ro", mood: "complaint",
    ask: "Am primit IAR o înștiințare pentru o carte pe care am adus-o acum două săptămâni. E a treia oară. Ce faceți acolo?",
    cold: "Deci acum e vina mea? Vreau să știu ce urmează.",
    more: "Bine. Și cum aflu că s-a rezolvat?",
    thanks: "Mulțumesc că ați luat lucrurile în serios.",
  },
  {
    lang: "ro", mood: "child",
    ask: "buna am 9 ani si imi trebuie o carte despre rechini pt scoala maine dar nu una de bebelusi",
    cold: "ok dar nu stiu ce inseamna asta",
    more: "da!! are poze adevarate",
    thanks: "super multumesc",
  },
  {
    lang: "sv", mood: "hurry",
    ask: "Jag är mellan två föreläsningar och behöver Doktor Glas före fem. Har ni den? Snabbt, tack!",
    cold: "Det hjälper mig inte vidare, och spårvagnen kommer. Var kan jag få tag i den?",
    more: "Toppen. Kan jag hämta den utan att stå i kö?",
    thanks: "Perfekt, tack. Nu springer jag!",
  },
  {
    lang: "sv", mood: "uneasy",
    ask: "Hej, jag är inte så bra på datorer. Mitt barnbarn säger att jag kan läsa tidningen på surfplattan med mitt lånekort. Hur gör man det?",
    cold: "Förlåt, jag förstår inte de orden. Vad trycker jag på först?",
    more: "Ja, jag hittade knappen. Och nu vill den ha ett nummer av mig.",
    thanks: "Där är den, tidningen! Du har verkligen tålamod. Tack.",
  },
  {
    lang: "sv", mood: "complaint",
    ask: "Jag har fått en påminnelse IGEN för en bok som jag lämnade tillbaka för två veckor sedan. Det är tredje gången. Vad håller ni på med?",
    cold: "Så nu är det mitt fel? Jag vill veta vad som händer nu.",
    more: "Nåja. Och hur får jag veta att det är klart?",
    thanks: "Tack för att du tar det på allvar.",
  },
  {
    lang: "sv", mood: "child",
    ask: "hej jag är 9 och behöver en bok om hajar till skolan imorn men ingen barnslig",
    cold: "ok men jag vet inte vad det betyder",
    more: "ja!! är det riktiga foton i den",
    thanks: "va bra tack",
  },
  {
    lang: "fi", mood: "hurry",
    ask: "Olen kahden luennon välissä ja tarvitsen Tuntemattoman sotilaan ennen viittä. Onko teillä sitä? Pian, kiitos!",
    cold: "Tuosta ei ole apua, ja raitiovaunu tulee jo. Mistä saan sen?",
    more: "Hienoa. Voinko hakea sen jonottamatta?",
    thanks: "Täydellistä, kiitos. Nyt juoksen!",
  },
  {
    lang: "fi", mood: "uneasy",
    ask: "Hei, en ole kovin hyvä tietokoneiden kanssa. Lapsenlapseni sanoo, että voin lukea lehteä tabletilla kirjastokortilla. Miten se tehdään?",
    cold: "Anteeksi, en ymmärrä noita sanoja. Mitä painan ensin?",
    more: "Kyllä, löysin napin. Ja nyt se haluaa minulta jonkin numeron.",
    thanks: "Siinä se lehti on! Olitte kovin kärsivällinen. Kiitos.",
  },
  {
    lang: "fi", mood: "complaint",
    ask: "Sain TAAS muistutuksen kirjasta, jonka palautin kaksi viikkoa sitten. Tämä on kolmas kerta. Mitä te siellä oikein teette?",
    cold: "Eli nyt se on minun vikani? Haluan tietää, mitä seuraavaksi tapahtuu.",
    more: "Hyvä on. Ja mistä tiedän, että asia on kunnossa?",
    thanks: "Kiitos, että otitte asian tosissanne.",
  },
  {
    lang: "fi", mood: "child",
    ask: "moi oon 9 ja tarviin kirjan haista kouluun huomiseks mut en mitään vauvojen kirjaa",
    cold: "ok mut en tiiä mitä toi tarkottaa",
    more: "joo!! onko siinä oikeita kuvia",
    thanks: "siistii kiitos",
  },
];
