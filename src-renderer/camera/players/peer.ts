/** Plays WebRTC by WHEP: this window offers to receive one picture, the host brings the offer and its answer across. */
import { formTrouble, type Player, type PlayerNeeds } from "./player.ts";
import { openSurface, play } from "./surface.ts";

/** Candidates that are not found by then are left out. */
const GATHER_MS = 1_000;

/** @returns null when every element is in use */
export function playPeer(needs: PlayerNeeds): Player | null {
  const surface = openSurface({
    calls: needs.calls,
    // The browser says when a frame's last packet came, by this window's clock.
    cameAt({ receiveTime }) {
      const now = needs.hubNow();
      return now === null ? null : now - (receiveTime === undefined ? 0 : Math.max(0, needs.clock() - receiveTime));
    },
  });
  if (surface === null) return null;
  const { video } = surface;
  const peer = new RTCPeerConnection();
  let closed = false;

  const fail = (why: string) => {
    if (!closed) needs.calls.onFailed({ code: "streamEnded", params: { why } });
  };

  peer.addTransceiver("video", { direction: "recvonly" });
  peer.addEventListener("track", ({ track, streams }) => {
    video.srcObject = streams[0] ?? new MediaStream([track]);
    void play(video);
  });
  peer.addEventListener("connectionstatechange", () => {
    if (peer.connectionState === "failed") fail("WebRTC");
  });

  async function offer(): Promise<void> {
    await peer.setLocalDescription(await peer.createOffer());
    await gathered(peer);
    if (!closed) needs.lane.offer(peer.localDescription?.sdp ?? "");
  }
  offer().catch((error: unknown) => {
    if (!closed) needs.calls.onFailed(formTrouble(error instanceof Error ? error.message : String(error)));
  });

  return {
    element: video,
    hear(word) {
      if (word.is !== "answer") return;
      peer.setRemoteDescription({ type: "answer", sdp: word.sdp }).catch((error: unknown) => {
        if (!closed) needs.calls.onFailed(formTrouble(error instanceof Error ? error.message : String(error)));
      });
    },
    beat() {
      if (video.paused && video.srcObject !== null) void play(video);
    },
    work: surface.work,
    close() {
      closed = true;
      peer.close();
      surface.close();
    },
  };
}

/** Settles once all candidates are known, or time is up. */
function gathered(peer: RTCPeerConnection): Promise<void> {
  if (peer.iceGatheringState === "complete") return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, GATHER_MS);
    peer.addEventListener("icegatheringstatechange", () => {
      if (peer.iceGatheringState !== "complete") return;
      clearTimeout(timer);
      resolve();
    });
  });
}
