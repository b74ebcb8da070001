print('mine')
heappush = 1
