/** What no page may do, whatever it is made to try: reach a network, leave, open windows, download, ask for a device. */
import { app, type Session, type WebContents } from 'electron';
import { appOrigin } from './sender.ts';

/** Must run before the app is ready: even the browser's own services find no network. */
export function closeNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('disable-quic');
  app.commandLine.appendSwitch('webrtc-ip-handling-policy', 'disable_non_proxied_udp');
}

/** blob: and data: are made by the page itself and reach no network; the content policy says what may show them. */
export function isOwnRequest(url: string): boolean {
  return url === appOrigin || url.startsWith(`${appOrigin}/`) || url.startsWith('blob:') || url.startsWith('data:');
}

export function restrictSession(session: Session): void {
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isOwnRequest(details.url) }));
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Holds for every page that ever comes into being, ours or not. */
export function restrictContents(): void {
  app.on('web-contents-created', (_event, contents) => restrict(contents));
}

function restrict(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
