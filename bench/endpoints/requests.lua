-- The requests of one run of wrk: the lines of a file in turn, each a query as it stands in a URL, and an entity tag behind a tab.
-- Arguments: the file, the path before the query, the Accept header, and a number: each request then ends in a comment with the
-- next number, which makes it new to the server; nothing when the same may come again.

local before, after, number = {}, {}, nil

function init(arguments)
  local file, place, accept = arguments[1], arguments[2], arguments[3]
  number = tonumber(arguments[4])
  for line in io.lines(file) do
    local query, tag = line:match("^([^\t]*)\t?(.*)$")
    local tagged = tag ~= "" and ("If-None-Match: " .. tag .. "\r\n") or ""
    before[#before + 1] = "GET " .. place .. query
    after[#after + 1] = " HTTP/1.1\r\nHost: " .. wrk.host .. "\r\nAccept: " .. accept .. "\r\n" .. tagged .. "\r\n"
  end
  at = 0
end

function request()
  at = at % #before + 1
  if not number then return before[at] .. after[at] end
  number = number + 1
  return before[at] .. "%20%23" .. number .. after[at]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("\nmeasured %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(95), failed))
end
