/** The identity of a frame, as Electron's WebFrameMain tells it. */
import type { Frame } from '@playwright/test';
import { only } from './only.ts';
import { originOf, toReported } from './urls.ts';

export type FrameIdentity = { readonly url: string; readonly origin: string; readonly parent: FrameIdentity | null; readonly top: FrameIdentity };

const known = new WeakMap<Frame, FrameIdentity>();

/** The same object for the same frame, always with its present URL. */
export function identityOf(frame: Frame): FrameIdentity {
  const before = known.get(frame);
  if (before !== undefined) return before;
  const identity: FrameIdentity = only('WebFrameMain', {
    get url() {
      return toReported(frame.url());
    },
    get origin() {
      return originOf(toReported(frame.url()));
    },
    get parent() {
      const parent = frame.parentFrame();
      return parent === null ? null : identityOf(parent);
    },
    get top() {
      return identityOf(frame.page().mainFrame());
    },
  });
  known.set(frame, identity);
  return identity;
}
