/** Electron's `session`: one in-memory browser context per partition, every request answered or refused here. */
import { EventEmitter } from 'node:events';
import type { BrowserContext, Request as PageRequest, Route } from '@playwright/test';
import { only, notHere } from './only.ts';
import { toReported } from './urls.ts';

type SchemeHandler = (request: Request) => Promise<Response>;
type BeforeRequest = (
  details: { readonly url: string; readonly method: string; readonly resourceType: string },
  decide: (answer: { readonly cancel?: boolean }) => void,
) => void;
type PermissionRequest = (contents: null, permission: string, decide: (granted: boolean) => void) => void;
type PermissionCheck = (contents: null, permission: string) => boolean;
/** Asked before a page that moves by itself may do so; false keeps it where it is. */
export type MayNavigate = (request: PageRequest) => boolean;

/** Playwright's names of what a page may ask for. */
const permissions = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'clipboard-write'];

export class Session extends EventEmitter {
  readonly #schemes = new Map<string, SchemeHandler>();
  #beforeRequest: BeforeRequest | undefined;
  #permissionRequest: PermissionRequest | undefined;
  #permissionCheck: PermissionCheck | undefined;
  #context: Promise<BrowserContext> | undefined;

  readonly protocol = only('session.protocol', {
    handle: (scheme: string, handler: SchemeHandler): void => void this.#schemes.set(scheme, handler),
  });

  readonly webRequest = only('session.webRequest', {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.#beforeRequest = listener;
    },
  });

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.#permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.#permissionCheck = handler;
  }

  /** Chromium asks for devices with a dialog of its own, which nothing here answers: always refused. */
  setDevicePermissionHandler(handler: (details: object) => boolean): void {
    if (handler({})) throw notHere('A granted device');
  }

  /** The browser context behind this session, made at first use. */
  contextFrom(make: () => Promise<BrowserContext>, mayNavigate: MayNavigate): Promise<BrowserContext> {
    this.#context ??= this.#prepare(make, mayNavigate);
    return this.#context;
  }

  async #prepare(make: () => Promise<BrowserContext>, mayNavigate: MayNavigate): Promise<BrowserContext> {
    const context = await make();
    await context.route(
      () => true,
      (route, request) => this.#answer(route, request, mayNavigate),
    );
    await context.grantPermissions(permissions.filter((permission) => this.#grants(permission))); // and refuses all others
    return context;
  }

  #grants(permission: string): boolean {
    let granted = false;
    this.#permissionRequest?.(null, permission, (answer) => {
      granted = answer;
    });
    return granted && this.#permissionCheck?.(null, permission) === true;
  }

  async #answer(route: Route, request: PageRequest, mayNavigate: MayNavigate): Promise<void> {
    const url = toReported(request.url());
    if (request.isNavigationRequest() && !mayNavigate(request)) return route.abort('aborted');
    if (this.#cancels(request, url)) return route.abort(request.isNavigationRequest() ? 'aborted' : 'blockedbyclient');
    const handler = this.#schemes.get(url.slice(0, url.indexOf(':')));
    if (handler === undefined) return route.abort('namenotresolved');
    const response = await handler(new Request(url, { method: request.method(), headers: request.headers() }));
    return route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) });
  }

  #cancels(request: PageRequest, url: string): boolean {
    let cancelled = false;
    this.#beforeRequest?.({ url, method: request.method(), resourceType: request.resourceType() }, (answer) => {
      cancelled = answer.cancel === true;
    });
    return cancelled;
  }
}

const partitions = new Map<string, Session>();

export const session = {
  fromPartition(partition: string): Session {
    if (partition.startsWith('persist:')) throw notHere('A session that is written to disk');
    const known = partitions.get(partition) ?? only('session', new Session());
    partitions.set(partition, known);
    return known;
  },
};
