// Loaded before the scanner: it asks the network for newer translations and release lists, and falls over when there is
// none. It gets a plain "no" instead and uses what it was shipped with.
const { createRequire } = require("node:module");
const scanner = createRequire(require.resolve("@doyensec/electronegativity"));
const file = scanner.resolve("got");
const refuse = () => Promise.reject(new Error("offline by choice"));
require.cache[file] = {
  id: file,
  filename: file,
  loaded: true,
  exports: Object.assign(refuse, { default: refuse, stream: refuse }),
};
