-- A session of Neovim with the language server: prints what the user sees, a line of JSON for each step.
-- Environment: POST is the file to open, RECIPE a file with the recipes of docs/editors.md.

local function say(step, value)
  io.stdout:write(vim.json.encode({ step = step, value = value }) .. "\n")
end

local function rules()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, one.code)
  end
  table.sort(found)
  return found
end

local function has(rule)
  return vim.tbl_contains(rules(), rule)
end

local function wait_for(what)
  return vim.wait(60000, what, 20)
end

local function session()
  vim.cmd("filetype on")
  vim.cmd("luafile " .. vim.fn.fnameescape(vim.env.RECIPE))
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.POST))
  local id
  wait_for(function()
    if vim.lsp.get_clients then -- since 0.10
      local client = vim.lsp.get_clients({ bufnr = 0 })[1]
      id = client and client.id
    else
      id = next(vim.lsp.buf_get_clients(0))
    end
    return id
  end)
  wait_for(function() return has("broken-link") and has("repeated-word") end)
  say("diagnostics", rules())

  local function at(text)
    local place = vim.fn.searchpos(text, "cnw")
    local position = { line = place[1] - 1, character = place[2] - 1 }
    return { textDocument = vim.lsp.util.make_text_document_params(), position = position }
  end

  local function ask(method, params)
    local client = vim.lsp.get_client_by_id(id)
    local answer = client.request_sync(method, params, 60000, 0)
    return answer and answer.result
  end

  local function actions(text)
    local params = at(text)
    params.range = { start = params.position, ["end"] = params.position }
    params.context = { diagnostics = {} }
    return ask("textDocument/codeAction", params) or {}
  end

  for _, action in ipairs(actions("are are")) do
    if action.edit then
      vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
      say("fix", action.title)
      break
    end
  end
  wait_for(function() return not has("repeated-word") end)
  say("after the fix", rules())

  for _, action in ipairs(actions("/posts/none/")) do
    if action.title == "Silence broken-link here" then
      ask("workspace/executeCommand", action.command)
    end
  end
  wait_for(function() return not has("broken-link") end)
  say("after the silence", rules())
  say("comment", vim.fn.getline(vim.fn.search("postlint-disable", "nw")))

  vim.fn.append(vim.fn.line("$"), { "", "See [it](ste" })
  local last = vim.fn.line("$")
  local position = { line = last - 1, character = #vim.fn.getline(last) }
  local params = { textDocument = vim.lsp.util.make_text_document_params(), position = position }
  local found
  wait_for(function() -- Neovim sends edits after a while
    found = ask("textDocument/completion", params)
    return found and #found.items > 0
  end)
  vim.lsp.util.apply_text_edits({ found.items[1].textEdit }, vim.api.nvim_get_current_buf(), "utf-16")
  say("completion", vim.fn.getline(last))

  vim.fn.append(vim.fn.line("$"), { "", "##Ending", "", "It ends." })
  vim.cmd("write")
  say("saved", vim.fn.readfile(vim.env.POST)[vim.fn.line("$") - 2])

  local target = ask("textDocument/definition", at("/posts/steam/#steam"))
  local jump = vim.lsp.util.show_document or vim.lsp.util.jump_to_location -- since 0.10
  jump(target[1], "utf-16", { focus = true })
  say("definition", { vim.fn.fnamemodify(vim.api.nvim_buf_get_name(0), ":t"), vim.fn.line(".") })
end

local is_well, message = pcall(session)
if not is_well then say("error", message) end
vim.cmd("qall!")
