-- The names in a list whose time is not over.
--   KEYS  1 names, by when they leave, in microseconds
-- Answers the time and the names.
local time = now()
local answer = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. whole(time), '+inf')
table.insert(answer, 1, time)
return answer
