/** The typed way from the window to the register: one call, one subscription, both through the preload's bridge. */
import type { Input, OperationName, Reply } from '../../contract/index.ts';
import { readBridge } from './bridge.ts';

/** Asks for an operation. Refusals are values; only a broken bridge throws. */
export function call<N extends OperationName>(name: N, input: Input<N>): Promise<Reply<N>> {
  // The router answers exactly the contract's reply for this name; types do not survive the bridge.
  return readBridge().call(name, input) as Promise<Reply<N>>;
}
