/** 会签: one more person who was there puts their own key under the minutes; every entry is signed with its recorder's key. */
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, conferenceRef, openStages, staffRoles } from './fields.ts';

export const conferenceConfirmed = defineEvent({
  type: 'conference_confirmed',
  version: 1,
  payload: z.strictObject({ conferenceId: conferenceRef }),
  example: { conferenceId: conferenceRef.parse('0198c5a0-0000-7000-8000-00000000000e') },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: [],
  listing: { group: 'discovery', measure: null },
  confidential: [],
  correctable: [],
  guard: (state, payload, { userId }) => {
    const conference = state.conferences.find(({ id }) => id === payload.conferenceId);
    if (conference === undefined) return refuse('CONFERENCE_UNKNOWN');
    return conference.signers.includes(userId) ? refuse('ALREADY_CONFIRMED') : null;
  },
  apply: (state, { payload, recordedBy }) => ({
    ...state,
    conferences: state.conferences.map((conference) =>
      conference.id === payload.conferenceId ? { ...conference, signers: [...new Set([...conference.signers, recordedBy])] } : conference,
    ),
  }),
});
