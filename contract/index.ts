/** The contract: every operation the window and the command line may ask for. */
import type { z } from '../domain/zod.ts';
import { caseOperations } from './cases.ts';
import { documentOperations } from './documents.ts';
import { dutyOperations } from './duties.ts';
import type { Refusal, UniversalCode } from './errors.ts';
import { exchangeOperations } from './exchange.ts';
import { ledgerOperations } from './ledger.ts';
import { rosterOperations } from './roster.ts';
import { ruleOperations } from './rules.ts';
import { sessionOperations } from './session.ts';
import { weeklyOperations } from './weekly.ts';

export const contract = {
  ...sessionOperations,
  ...rosterOperations,
  ...caseOperations,
  ...dutyOperations,
  ...ledgerOperations,
  ...ruleOperations,
  ...documentOperations,
  ...weeklyOperations,
  ...exchangeOperations,
} as const;

export type Contract = typeof contract;
export type OperationName = keyof Contract;
/** What a caller may pass. */
export type Input<N extends OperationName> = z.input<Contract[N]['input']>;
/** What a handler receives. */
export type Parsed<N extends OperationName> = z.output<Contract[N]['input']>;
export type Output<N extends OperationName> = z.output<Contract[N]['output']>;
export type CodeOf<N extends OperationName> = Contract[N]['errors'][number] | UniversalCode;
export type Reply<N extends OperationName> = { readonly ok: true; readonly value: Output<N> } | { readonly ok: false; readonly error: Refusal<CodeOf<N>> };

/** True for a name that the contract has itself (not one inherited, such as `constructor`). */
export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(contract, name);
}
