import { expect, test } from 'vitest';
import { editRefusal, isViewOnly, requestFieldNames } from '../../../shared/domain/request-edit.ts';
import { requestStatusCodes } from '../../../shared/domain/request-status.ts';

const editable = (status: string) => requestFieldNames.filter((field) => editRefusal(field, status) === null);

test('what may be changed shrinks with a request’s life', () => {
  expect(editable('READY_TO_SEND')).toEqual([...requestFieldNames]);
  expect(editable('REJECTED')).toEqual([...requestFieldNames]);
  expect(editable('REQUEST_SENT')).toEqual(['pickupDeskId', 'dueOn', 'volumes', 'circulationNote']);
  // Volumes that came may still go to another desk.
  expect(editable('RECEIVED_PHYSICALLY')).toEqual(['pickupDeskId', 'dueOn', 'volumes', 'circulationNote']);
  expect(editable('LOANED')).toEqual(['pickupDeskId', 'circulationNote']);
  expect(editable('RETURNED_TO_PARTNER')).toEqual([]);
  expect(editable('FROM_OUTSIDE')).toEqual([]);
});

test('a request is only looked at when nothing of it may be changed', () => {
  for (const status of requestStatusCodes) expect(isViewOnly(status)).toBe(editable(status).length === 0);
  // Written out: the rule for fields asks the same function, and would agree with it in any mistake.
  expect(requestStatusCodes.filter(isViewOnly).toSorted()).toEqual([
    'CANCELLED',
    'CANCELLED_BY_PATRON',
    'CANCELLED_BY_STAFF',
    'CANCEL_REPLY',
    'EXPIRED',
    'RECEIVED_DIGITALLY',
    'REQUEST_COMPLETED',
    'RETURNED_TO_PARTNER',
    'SHIPPED_DIGITALLY',
  ]);
});

test('the sentence says why', () => {
  expect(editRefusal('dueOn', 'LOANED')).toContain('renewal');
  expect(editRefusal('title', 'REQUEST_SENT')).toContain('Request sent to partner');
});
