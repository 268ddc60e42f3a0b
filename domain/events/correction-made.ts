/**
 * 更正: sets one field of an earlier entry right. The wrong entry stays readable beside it; folding uses the right value.
 * That the target exists, may be corrected and stays valid is checked by `decide`, which knows the registry.
 */
import { EventId } from '../ids.ts';
import { stages } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { longText } from './fields.ts';

const maxLength = 8000;
const Value = z.json().refine((value) => JSON.stringify(value).length <= maxLength, { error: 'too_big' });

export const correctionMade = defineEvent({
  type: 'correction_made',
  version: 1,
  payload: z.strictObject({
    targetId: EventId.meta({ widget: 'reference', of: 'event' }),
    field: z.string().min(1).max(40),
    was: Value,
    shouldBe: Value,
    reason: longText,
  }),
  example: {
    targetId: EventId.parse('0198c5a0-0000-7000-8000-00000000000e'),
    field: 'foundAt',
    was: '教室',
    shouldBe: '操场',
    reason: '登记时听错了地点。',
  },
  recordedBy: ['psych_teacher', 'vice_principal', 'principal', 'center_counselor', 'center_head'],
  registers: ['school', 'center'],
  stages,
  documents: [],
  listing: { group: 'duty', measure: null, offMenu: true },
  confidential: ['was', 'shouldBe'],
  correctable: [],
  guard: () => null,
  apply: (state, { id, payload, recordedAt, recordedBy }) => ({
    ...state,
    corrections: [...state.corrections, { eventId: id, targetId: payload.targetId, field: payload.field, recordedAt, recordedBy }],
  }),
});
