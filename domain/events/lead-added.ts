/** 线索并入: one more person noticed something about a pupil whose case is open. One file per pupil, so it joins the case. */
import { withSignal } from '../case-state.ts';
import { leadIsSignal } from '../signals.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, counsellorRoles, openStages } from './fields.ts';
import { leadCorrectable, leadParts } from './lead-parts.ts';

export const leadAdded = defineEvent({
  type: 'lead_added',
  version: 1,
  payload: z.strictObject(leadParts),
  example: {
    channel: 'subject_teacher',
    reportedBy: '美术老师',
    foundAt: '美术教室',
    summary: '画作反复出现坠落的人，课后说活着没意思。',
    immediateDanger: false,
    crisisTypes: ['suicidal_ideation'],
    sourceRefs: [],
  },
  recordedBy: [...counsellorRoles, 'class_teacher', 'vice_principal'],
  registers: bothRegisters,
  stages: openStages,
  mayPrecedeOpening: true,
  documents: [],
  listing: { group: 'discovery', measure: null },
  confidential: [],
  correctable: leadCorrectable,
  guard: () => null,
  apply: (state, { happenedAt, recordedAt, payload }) => {
    const joined = {
      ...state,
      channels: [...new Set([...state.channels, payload.channel])],
      crisisTypes: [...new Set([...state.crisisTypes, ...payload.crisisTypes])],
      immediateDanger: state.immediateDanger || payload.immediateDanger,
    };
    return leadIsSignal(payload) ? withSignal(joined, { happenedAt, recordedAt }) : joined;
  },
});
