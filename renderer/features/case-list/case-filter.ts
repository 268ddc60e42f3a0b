import type { Input } from '../../../contract/index.ts';

/** What the list is asked for, without the page. */
export type CaseFilter = Omit<Input<'cases.list'>, 'offset' | 'limit'>;
