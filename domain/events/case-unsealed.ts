/** 解除特别保密: the case is again seen by everybody whose office it is. */
import { refuse } from '../refusal.ts';
import { stages } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, leaderRoles, longText } from './fields.ts';

export const caseUnsealed = defineEvent({
  type: 'case_unsealed',
  version: 1,
  payload: z.strictObject({ reason: longText }),
  example: { reason: '相关教职工已调离，恢复一般管理。' },
  recordedBy: leaderRoles,
  registers: bothRegisters,
  stages,
  documents: [],
  listing: { group: 'access', measure: null },
  confidential: [],
  correctable: ['reason'],
  guard: (state) => (state.sealed === null ? refuse('NOT_SEALED') : null),
  apply: (state) => ({ ...state, sealed: null }),
});
