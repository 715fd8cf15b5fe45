/** Passes the window's port from the main process into the page, and nothing else. */
import { ipcRenderer } from "electron";

ipcRenderer.on("port", (event) => {
  window.postMessage({ citywall: "port" }, window.location.origin, event.ports);
});
