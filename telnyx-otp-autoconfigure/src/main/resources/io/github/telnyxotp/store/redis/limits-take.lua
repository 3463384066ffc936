-- Charges all counters of a request, or none.
-- KEYS: a sorted set of counters, each with the microsecond at which it is empty
-- ARGV: packed: cost, most counters, names of each counter, number of counters n, and n
--       times limit, microseconds after which one comes back, whether it is enforced;
--       the names of each counter, that under the newest secret first
-- Answers {0, places of recorded limits that it is over}, or {place of who refuses, wait}
local counters, time = KEYS[1], now()
local cost, most, names, n, at = struct.unpack('>I4I4I4I4', ARGV[1])
local FULL = 60000000

-- What is empty leaves: more than this request can add, so that nothing piles up
local empty = redis.call('ZRANGEBYSCORE', counters, '-inf', time, 'LIMIT', 0, 2 * n + 10)
if #empty > 0 then
  redis.call('ZREM', counters, unpack(empty))
end

local times = redis.call('ZMSCORE', counters, unpack(ARGV, 2))
local limit
local used, known, waits, intervals, enforced = {}, {}, {}, {}, {}
local refused, longest, new, missing, first = 0, 0, 0, 0, 0
for i = 1, n do
  limit, intervals[i], enforced[i], at = struct.unpack('>I4I8B', ARGV[1], at)
  enforced[i] = enforced[i] == 1
  used[i] = 0
  for j = (i - 1) * names + 1, i * names do
    if times[j] then
      known[i] = true
      used[i] = used[i] + math.max(times[j] - time, 0)
    end
  end
  waits[i] = 0
  if cost > limit then
    waits[i] = limit * intervals[i]
  elseif used[i] > (limit - cost) * intervals[i] then
    waits[i] = used[i] - (limit - cost) * intervals[i]
  end
  if enforced[i] and waits[i] > longest then
    refused, longest = i, waits[i]
  end
  if not known[i] then
    new = new + 1
    if enforced[i] then
      missing = missing + 1
      first = (first > 0) and first or i
    end
  end
end
if refused > 0 then
  return { refused, longest }
end
local room = (new > 0) and most - redis.call('ZCARD', counters) - missing or 0
if missing > 0 and room < 0 then
  return { first, FULL }
end

local answer, charged, former, last = { 0 }, {}, {}, time
for i = 1, n do
  if not enforced[i] and not known[i] then
    room = room - 1
  end
  if not enforced[i] and (waits[i] > 0 or not known[i] and room < 0) then
    answer[#answer + 1] = i
  else
    local place = 1 + (i - 1) * names
    local emptyAt = time + used[i] + cost * intervals[i]
    charged[#charged + 1] = emptyAt
    charged[#charged + 1] = ARGV[place + 1]
    last = math.max(last, emptyAt)
    for j = 2, names do
      former[#former + 1] = ARGV[place + j]
    end
  end
end
if #former > 0 then
  redis.call('ZREM', counters, unpack(former))
end
if #charged > 0 then
  redis.call('ZADD', counters, unpack(charged))
  local life = math.ceil((last - time) / 1000)
  if redis.call('PTTL', counters) < life then
    redis.call('PEXPIRE', counters, life)
  end
end
return answer
