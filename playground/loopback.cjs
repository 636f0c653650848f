// The Playground listens on every interface and asks nobody who they are. This keeps it on this machine.
"use strict";
const net = require("node:net");
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  const isPort = typeof port === "number" || (typeof port === "string" && /^\d+$/.test(port));
  if (isPort && typeof rest[0] !== "string") {
    return listen.call(this, { port: Number(port), host: "127.0.0.1" }, ...rest.filter((r) => typeof r === "function"));
  }
  return listen.call(this, port, ...rest);
};
