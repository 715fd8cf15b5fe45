/** Passes the window's port and pictures of the window from the main process into the page, and nothing else. */
import { ipcRenderer } from "electron";

ipcRenderer.on("port", (event) => {
  window.postMessage({ citywall: "port" }, window.location.origin, event.ports);
});
ipcRenderer.on("picture", (_event, base64: unknown) => {
  window.postMessage({ citywall: "picture", base64 }, window.location.origin);
});
