-- expect: OLE
while true do print("again and again and again") end
