import { describe, expect, it } from 'vitest';
import { eventId, idText, teacher, vicePrincipal, type LogLine } from './events.fixture.ts';
import { UserId } from './ids.ts';
import { after, tried } from './recording.fixture.ts';
import { roles } from './vocabulary.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const sealed: LogLine = ['case_sealed', '2026-09-15T01:00:00.000Z', {}, { recordedBy: vicePrincipal }];
const unsealed: LogLine = ['case_unsealed', '2026-09-16T01:00:00.000Z', {}, { recordedBy: vicePrincipal }];
const closed: LogLine = ['case_closed', '2026-09-21T02:00:00.000Z', { kind: 'deceased' }];

describe('a sealed case', () => {
  it('is sealed until it is unsealed, also when closed', () => {
    expect(after(lead, sealed).sealed).toEqual({ eventId: eventId(2), at: '2026-09-15T01:00:00.000Z' });
    expect(after(lead, sealed, unsealed).sealed).toBeNull();
    expect(tried([lead], 'case_sealed')).toBe('ok');
    expect(tried([lead, sealed], 'case_sealed')).toEqual(['SEALED_ALREADY', {}]);
    expect(tried([lead], 'case_unsealed')).toEqual(['NOT_SEALED', {}]);
    expect(tried([lead, sealed, closed], 'case_unsealed')).toBe('ok');
    const archived: LogLine = ['case_archived', '2026-10-21T02:00:00.000Z'];
    expect(tried([lead, closed, archived], 'case_sealed')).toBe('ok');
    expect(after(lead, closed, archived, ['case_sealed', '2026-10-22T02:00:00.000Z'])).toMatchObject({ stage: 'archived', sealed: { eventId: eventId(4) } });
    expect(tried([lead, sealed, closed, archived], 'case_unsealed')).toBe('ok');
    expect(tried([lead, sealed], 'case_unsealed', { role: 'psych_teacher' })).toEqual(['NOT_ALLOWED', { role: 'psych_teacher' }]);
  });
});

describe('an archived case', () => {
  const archived: readonly LogLine[] = [lead, closed, ['case_archived', '2026-10-21T02:00:00.000Z']];

  it('is opened to others and kept from them as before, and held as evidence', () => {
    expect(tried(archived, 'case_assigned')).toBe('ok');
    const assigned: LogLine = ['case_assigned', '2026-10-22T02:00:00.000Z', { add: [vicePrincipal] }];
    expect(after(...archived, assigned)).toMatchObject({ stage: 'archived', assignees: [vicePrincipal] });
    expect(tried([...archived, assigned], 'case_assigned', { changes: { add: [], remove: [vicePrincipal] } })).toBe('ok');
    expect(tried(archived, 'case_accessed')).toBe('ok');
    expect(tried(archived, 'hold_placed')).toBe('ok');
    expect(tried([...archived, ['hold_placed', '2026-10-22T02:00:00.000Z']], 'hold_lifted')).toBe('ok');
  });

  it('is given to a successor, who takes it over, without being opened again', () => {
    const successor = UserId.parse(idText(0xa3));
    const given: LogLine = ['case_handed_over', '2026-10-22T02:00:00.000Z', { toUserId: successor }];
    for (const log of [[lead, closed], archived]) {
      expect(tried(log, 'case_handed_over')).toBe('ok');
      expect(after(...log, given)).toMatchObject({ stage: log === archived ? 'archived' : 'closed', ownerId: successor, handover: { fromUserId: teacher } });
      expect(tried([...log, given], 'handover_accepted', { userId: successor })).toBe('ok');
    }
  });
});

describe('opening a case with a reason', () => {
  it('stands in its log, at every stage, and changes nothing else', () => {
    const before = after(lead, closed);
    const state = after(lead, closed, ['case_accessed', '2026-09-22T01:00:00.000Z']);
    expect({ ...state, version: before.version, headHash: before.headHash, lastEventAt: before.lastEventAt }).toEqual(before);
    expect(tried([lead, closed], 'case_accessed', { role: 'auditor' })).toBe('ok');
    expect(tried([lead], 'case_accessed', { changes: { reason: '看看' } })).toMatchObject(['PAYLOAD_INVALID', {}]);
  });

  it('is for those who may read a case at all', () => {
    const may = roles.filter((role) => tried([lead], 'case_accessed', { role, registerKind: role.startsWith('center') ? 'center' : 'school' }) === 'ok');
    expect(may).toEqual(['psych_teacher', 'vice_principal', 'principal', 'auditor', 'center_counselor', 'center_head']);
  });
});

describe('the owner of a new case', () => {
  it('is whoever recorded it, unless somebody else is named', () => {
    const other = UserId.parse(idText(0xa7));
    expect(after(lead).ownerId).toBe(teacher);
    expect(after(['lead_recorded', '2026-09-14T01:00:00.000Z', { ownerId: other }, { recordedBy: vicePrincipal }]).ownerId).toBe(other);
    expect(tried([], 'lead_recorded', { role: 'vice_principal', userId: vicePrincipal, changes: { ownerId: undefined } })).toBe('ok');
  });
});
