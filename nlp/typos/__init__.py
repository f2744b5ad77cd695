"""How a reply is typed: misspelt words, right words in wrong places, wrong forms, marks and spaces, and their cure.

`nlp.typos.names` says which unknown words are slips, `nlp.typos.suggest` what was meant, `nlp.typos.marks` reads
marks and spaces; whatever else stands here looks for one kind of slip. The rules that tell of them are `nlp.rules`.
"""
