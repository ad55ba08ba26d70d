-- Neovim as docs/editors/neovim.md sets it up for older ones; run by tools/check-neovim.js, with the lines of the page in
-- CACHELINT_SETUP and the command on the path. Several files, opened again, have one server and each finding once.
local function fail(message)
  io.stderr:write(message .. "\n")
  vim.cmd("cquit 1")
end

local function await(what, condition)
  if not vim.wait(60000, condition, 50) then fail("waited in vain for " .. what) end
end

local function found()
  return #vim.diagnostic.get(0)
end

vim.cmd("cd " .. vim.env.CACHELINT_MODULE)
vim.cmd("filetype on")
vim.cmd("luafile " .. vim.env.CACHELINT_SETUP)
vim.cmd("edit other/other.go")
vim.cmd("edit ring/ring.go")
vim.cmd("edit")
await("diagnostics", function() return found() == 2 end)
-- A second server would take as long again.
vim.wait(2000, function() return found() ~= 2 end, 50)
if found() ~= 2 then fail("findings are told more than once: " .. found()) end
local clients = #vim.lsp.get_active_clients()
if clients ~= 1 then fail(clients .. " servers run") end

local offered
vim.ui.select = function(actions, options, choose)
  offered = vim.tbl_map(options.format_item, actions)
  choose(actions[1], 1)
end
local fix = { only = { "source.fixAll.cachelint" } }
await("the action that makes all fixes", function()
  vim.lsp.buf.code_action(vim.fn.has("nvim-0.8") == 1 and { context = fix } or fix)
  vim.wait(500, function() return offered ~= nil end, 50)
  return offered ~= nil
end)
if #offered ~= 1 or not offered[1]:find("all safe fixes") then fail("offered: " .. vim.inspect(offered)) end
await("the fixes", function() return found() == 0 end)
io.stdout:write("page: one server, all fixed\n")
vim.cmd("quitall!")
