import { describe, expect, it } from 'vitest';
import { EventId } from '../../domain/ids.ts';
import { initialFor } from './duty-initial.ts';

const openedBy = EventId.parse('0198c5a0-0000-7000-8000-000000000001');
const duty = { id: `${openedBy}:T_DECISION:decisions-1:1`, openedBy };

describe('what a form knows of the duty that it settles', () => {
  it('names the duty, the entry that opened it, or nothing', () => {
    expect(initialFor(duty, 'decision_carried_out')).toEqual({ obligationId: duty.id });
    expect(initialFor(duty, 'referral_replied')).toEqual({ referralId: openedBy });
    expect(initialFor(duty, 'guardian_contacted')).toEqual({});
  });
});
