-- Neovim drives the server over a real module: run by tools/check-neovim.js, which hands in the command and the folder.
-- Debian's 0.7.2 has no requests for diagnostics and no vim.lsp.config: what works here works in later ones.
local command = { vim.env.CACHELINT_NODE, vim.env.CACHELINT_BIN, "lsp" }
local root = vim.env.CACHELINT_MODULE

local function fail(message)
  io.stderr:write(message .. "\n")
  vim.cmd("cquit 1")
end

local function say(message)
  io.stdout:write(message .. "\n")
end

local function await(what, condition)
  if not vim.wait(60000, condition, 50) then fail("waited in vain for " .. what) end
end

local function request(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 30000) or {}
  for _, answer in pairs(answers) do
    if answer.error then fail(method .. ": " .. vim.inspect(answer.error)) end
    return answer.result
  end
end

vim.cmd("edit " .. root .. "/ring/ring.go")
local client = vim.lsp.start_client({ name = "cachelint", cmd = command, root_dir = root })
if not client then fail("the server did not start") end
vim.lsp.buf_attach_client(0, client)

local function codes()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do found[diagnostic.code or diagnostic.user_data.lsp.code] = diagnostic end
  return found
end

await("diagnostics", function() return codes()["false-sharing"] ~= nil and codes()["wasteful-field-order"] ~= nil end)
say("diagnostics: " .. #vim.diagnostic.get(0))

local line = codes()["wasteful-field-order"].lnum
local position = { line = line, character = 5 }
local hover = request("textDocument/hover", { textDocument = vim.lsp.util.make_text_document_params(), position = position })
if not hover or not hover.contents.value:find("40 B") then fail("no size in the hover: " .. vim.inspect(hover)) end
say("hover: " .. hover.contents.value:match("^[^\n]*"))

local actions = request("textDocument/codeAction", { textDocument = vim.lsp.util.make_text_document_params(), range = { start = position, ["end"] = position }, context = { diagnostics = {} } })
local allow
for _, action in ipairs(actions or {}) do
  if action.title:find("^Allow wasteful") then allow = action end
end
if not allow then fail("no action to allow the finding: " .. vim.inspect(actions)) end
vim.lsp.util.apply_workspace_edit(allow.edit, "utf-16")
local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
if not text:find("\n//cachelint:allow wasteful%-field%-order %-%- .-\ntype Wasteful struct") then fail("the action was not applied:\n" .. text) end
await("the finding to go", function() return codes()["wasteful-field-order"] == nil and codes()["false-sharing"] ~= nil end)
say("code action: applied, and the finding is gone")

-- Typed as a user does, and not saved.
local last = vim.api.nvim_buf_line_count(0)
vim.api.nvim_buf_set_lines(0, last, last, false, { "", "type Typed struct {", "\ta bool", "\tb int64", "\tc bool", "}" })
await("a finding of what was typed", function() return codes()["wasteful-field-order"] ~= nil end)
say("typed: " .. codes()["wasteful-field-order"].message:match("^[^\n]*"))

vim.lsp.stop_client(client)
await("the server to end", function() return vim.lsp.client_is_stopped(client) end)
vim.cmd("quitall!")
