/** Who may ask for what, read from the contract, so that the window never offers what the register would refuse. */
import { contract, type OperationName } from '../contract/index.ts';
import type { Role } from '../domain/vocabulary.ts';

/** True if the role may call the operation. The register checks again. */
export function mayCall(role: Role, name: OperationName): boolean {
  const { access }: { readonly access: 'anyone' | 'anyUser' | readonly Role[] } = contract[name];
  return typeof access === 'string' || access.includes(role);
}
