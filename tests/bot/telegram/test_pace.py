"""The bot speaks no faster than Telegram allows."""

import asyncio

from bot.channels.telegram.pace import Pace


class Time:
    """A clock that sleeping moves."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now

    async def sleep(self, seconds):
        """Let time pass."""
        self.now += seconds


async def test_one_chat_gets_one_message_a_second():
    """The first at once, the others a second apart."""
    time = Time()
    pace = Pace(time, time.sleep)
    times = []
    for _ in range(3):
        await pace.turn(7)
        times.append(time.now)
    assert times == [100.0, 101.0, 102.0]


async def test_all_chats_together_get_thirty_a_second():
    """Ninety chats take three seconds."""
    time = Time()
    pace = Pace(time, time.sleep)
    for chat in range(1, 91):
        await pace.turn(chat)
    assert 2.9 < time.now - 100.0 < 3.1


async def test_a_group_gets_twenty_a_minute():
    """Twenty a second apart, then it waits until a minute has passed since the first; whoever asks sees how full."""
    time = Time()
    pace = Pace(time, time.sleep)
    times = []
    for _ in range(41):
        await pace.turn(-100)
        times.append(time.now)
    assert times[:2] == [100.0, 101.0]
    assert times[20] == 160.0
    assert all(sum(1 for other in times if at - 60 < other <= at) <= 20 for at in times)
    assert pace.crowd(-100) == 20
    assert pace.crowd(-7) == 0


async def test_row_7_a_chat_on_hold_does_not_hold_the_others():
    """A 429 is about one chat."""
    time = Time()
    pace = Pace(time, time.sleep)
    pace.hold(7, 3600)
    await pace.turn(8)
    assert time.now < 101
    assert pace.wait(7) > 3599
    await pace.turn(7)
    assert time.now >= 3700


async def test_turns_of_one_chat_come_in_the_order_asked_for():
    """Parts of a reply do not overtake each other."""
    pace, order = Pace(asyncio.get_running_loop().time, lambda seconds: asyncio.sleep(seconds / 100)), []

    async def speak(number):
        await pace.turn(7)
        order.append(number)

    await asyncio.gather(*(speak(number) for number in range(5)))
    assert order == [0, 1, 2, 3, 4]
