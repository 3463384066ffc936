-- Wrong codes of accounts and phones.
-- KEYS: a sorted set of counts, each with the millisecond of the last failure times 128
--       plus how many; a sorted set of those of one account at one phone, by name
-- ARGV: step, failures that stop, milliseconds after which they are forgotten, most
--       counts, number of names of the phone; the names of the phone, then those of the
--       account, those under the newest secret first. None of the account: a visitor
local counts, index, time = KEYS[1], KEYS[2], math.floor(now() / 1000)
local step, hardStop, memory, most = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local phones, MANY = tonumber(ARGV[5]), 128
local person = #ARGV > 5 + phones

-- All names of one count
local function names(kind)
  local all = {}
  for each = 1, (kind == 'account') and #ARGV - 5 - phones or phones do
    local phone, account = ARGV[5 + each], ARGV[5 + phones + each]
    if kind == 'account' then
      all[each] = 'a' .. account
    elseif kind == 'own' and person then
      all[each] = 'o' .. phone .. account
    else
      all[each] = ((kind == 'own') and 'v' or 'p') .. phone
    end
  end
  return all
end

local function find(all)
  local failures, last = 0, 0
  for _, count in ipairs(redis.call('ZMSCORE', counts, unpack(all))) do
    local at = count and math.floor(count / MANY) or 0
    if count and at + memory > time then
      failures, last = failures + count % MANY, math.max(last, at)
    end
  end
  return failures, last
end

local function forget(all, from)
  if from <= #all then
    redis.call('ZREM', counts, unpack(all, from))
    redis.call('ZREM', index, unpack(all, from))
  end
end

-- Before others leave, or a set could end and be made anew without its life
local function keep(all, failures, last)
  redis.call('ZADD', counts, last * MANY + math.min(failures, MANY - 1), all[1])
  if string.sub(all[1], 1, 1) == 'o' then
    redis.call('ZADD', index, 0, all[1])
  end
  for _, key in ipairs({ counts, index }) do
    local life = last + memory - time
    if redis.call('PTTL', key) < life then
      redis.call('PEXPIRE', key, life)
    end
  end
  forget(all, 2)
end

local function take(all, fewer)
  local failures, last = find(all)
  if failures <= fewer then
    forget(all, 1)
  elseif fewer > 0 then
    keep(all, failures - fewer, last)
  end
end

local anybody, own = names('phone'), names('own')
local barring = person and names('account') or own
local charged = person and { barring, anybody, own } or { own }

local function stopped()
  return find(barring) >= hardStop or find(anybody) >= hardStop
end

local function reserve()
  if stopped() then
    return { 0 }
  end
  local old = redis.call('ZRANGEBYSCORE', counts, '-inf', (time - memory) * MANY + MANY - 1, 'LIMIT', 0, 16)
  if #old > 0 then
    forget(old, 1)
  end
  local missing = 0
  for _, all in ipairs(charged) do
    missing = missing + ((find(all) == 0) and 1 or 0)
  end
  if missing > 0 and redis.call('ZCARD', counts) + missing > most then
    return { 2 }
  end
  for _, all in ipairs(charged) do
    local failures, last = find(all)
    keep(all, failures + 1, math.max(last, time))
  end
  return { 1, hardStop - math.max((find(barring)), (find(anybody))) }
end

if step == 'reserve' then
  return reserve()
elseif step == 'stopped' then
  return { stopped() and 1 or 0 }
elseif step == 'give-back' and find(own) > 0 then
  -- What a success has forgotten in between is not to be given back again
  for _, all in ipairs(charged) do
    take(all, 1)
  end
elseif step == 'succeeded' then
  local failures = find(own)
  forget(own, 1)
  if person then
    forget(barring, 1)
    take(anybody, failures)
  end
elseif step == 'reset-account' then
  forget(barring, 1)
elseif step == 'reset-phone' then
  forget(anybody, 1)
  forget(own, 1)
  for _, name in ipairs(anybody) do
    local phone = 'o' .. string.sub(name, 2)
    forget(redis.call('ZRANGEBYLEX', index, '[' .. phone, '(' .. phone .. '\255'), 1)
  end
end
return {}
