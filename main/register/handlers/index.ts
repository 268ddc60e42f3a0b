/** Every operation has a handler, and no other name has one: the compiler checks it. */
import type { Handlers } from '../context.ts';
import { accessHandlers } from './access.ts';
import { caseHandlers } from './cases.ts';
import { classTeacherHandlers } from './class-teacher.ts';
import { documentHandlers } from './documents.ts';
import { dutyHandlers } from './duties.ts';
import { exchangeHandlers } from './exchange.ts';
import { partnerHandlers } from './exchange-partners.ts';
import { handoverHandlers } from './handover.ts';
import { importHandlers } from './imports.ts';
import { ledgerHandlers } from './ledger.ts';
import { noteHandlers } from './notes.ts';
import { officeHandlers } from './office.ts';
import { overdueListHandlers } from './overdue-list.ts';
import { recoveryHandlers } from './recovery.ts';
import { rosterHandlers } from './roster.ts';
import { screeningHandlers } from './screening.ts';
import { ruleHandlers } from './rules.ts';
import { sessionHandlers } from './session.ts';
import { signingHandlers } from './signing.ts';
import { userHandlers } from './users.ts';
import { weeklyHandlers } from './weekly.ts';

export const handlers: Handlers = {
  ...sessionHandlers,
  ...recoveryHandlers,
  ...userHandlers,
  ...officeHandlers,
  ...importHandlers,
  ...rosterHandlers,
  ...screeningHandlers,
  ...caseHandlers,
  ...accessHandlers,
  ...handoverHandlers,
  ...classTeacherHandlers,
  ...dutyHandlers,
  ...noteHandlers,
  ...documentHandlers,
  ...signingHandlers,
  ...weeklyHandlers,
  ...overdueListHandlers,
  ...partnerHandlers,
  ...exchangeHandlers,
  ...ledgerHandlers,
  ...ruleHandlers,
};
