/** All migrations in their order. A static list: folders cannot be read inside a packed application. */
import { initial } from './0010-initial.ts';
import { wholeLoop } from './0020-whole-loop.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  { id: '0010-initial', up: initial },
  { id: '0020-whole-loop', up: wholeLoop },
];
