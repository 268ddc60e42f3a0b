/** Tries every way that a page has of reaching `target` (host and port), and tells what came of each. Runs in the page: uses nothing but its parameter. */
export async function reachOut(target: string): Promise<readonly string[]> {
  const over = (kind: string, start: (done: (result: string) => void) => void) =>
    new Promise<string>((resolve) => {
      try {
        start((result) => resolve(`${kind} ${result}`));
      } catch {
        resolve(`${kind} failed`);
      }
      setTimeout(() => resolve(`${kind} silent`), 3000);
    });
  return Promise.all([
    fetch(`http://${target}/fetch`).then(
      () => 'fetch reached',
      () => 'fetch failed',
    ),
    over('image', (done) => Object.assign(new Image(), { onload: () => done('reached'), onerror: () => done('failed'), src: `http://${target}/image.png` })),
    over('socket', (done) => Object.assign(new WebSocket(`ws://${target}/socket`), { onopen: () => done('reached'), onerror: () => done('failed') })),
    over('stream', (done) => Object.assign(new EventSource(`http://${target}/stream`), { onopen: () => done('reached'), onerror: () => done('failed') })),
    over('script', (done) =>
      document.head.append(
        Object.assign(document.createElement('script'), {
          onload: () => done('reached'),
          onerror: () => done('failed'),
          src: 'https://example.com/script.js',
        }),
      ),
    ),
    over('peer', (done) => {
      const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${target}` }] });
      peer.onicecandidate = ({ candidate }) => done(candidate === null ? 'failed' : 'found a way');
      peer.createDataChannel('out');
      void peer
        .createOffer()
        .then((offer) => peer.setLocalDescription(offer))
        .catch(() => done('failed'));
    }),
    Promise.resolve(`beacon ${navigator.sendBeacon(`http://${target}/beacon`, 'x') ? 'queued' : 'failed'}`),
  ]);
}
