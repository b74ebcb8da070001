import asyncio


async def tick(n):
    await asyncio.sleep(0.001 * n)
    return n


async def main():
    print(await asyncio.gather(*(tick(i) for i in range(4))))


asyncio.run(main())
