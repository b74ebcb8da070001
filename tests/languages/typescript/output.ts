// expect: OLE
for (;;) console.log("again and again and again");
