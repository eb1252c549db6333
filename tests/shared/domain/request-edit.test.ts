import { expect, test } from 'vitest';
import { editRefusal, isViewOnly, requestFieldNames } from '../../../shared/domain/request-edit.ts';
import { requestStatusCodes } from '../../../shared/domain/request-status.ts';

const refused = (status: string) => requestFieldNames.filter((field) => editRefusal(field, status) !== null);

test('everything may be changed before the end, the requester until a volume is lent', () => {
  for (const status of ['READY_TO_SEND', 'REJECTED', 'REQUEST_SENT', 'CANCEL_REPLY', 'RECEIVED_PHYSICALLY'])
    expect(refused(status), status).toEqual([]);
  for (const status of ['LOANED', 'RETURNED_BY_PATRON', 'RETURNED_TO_PARTNER'])
    expect(refused(status), status).toEqual(['patronId']);
  // A missing requester may be added.
  expect(editRefusal('patronId', 'LOANED', 'over')).toBeNull();
});

test('a request is view-only once it is over, or if its status is not one of ours', () => {
  for (const status of [...requestStatusCodes, 'FROM_OUTSIDE'])
    expect(isViewOnly(status), status).toBe(refused(status).length === requestFieldNames.length);
  // Listed explicitly: the rule for fields asks the same function, and would share its mistakes.
  expect(requestStatusCodes.filter(isViewOnly).toSorted()).toEqual([
    'CANCELLED',
    'CANCELLED_BY_PATRON',
    'CANCELLED_BY_STAFF',
    'EXPIRED',
    'RECEIVED_DIGITALLY',
    'REQUEST_COMPLETED',
  ]);
});

test('the sentence explains why', () => {
  expect(editRefusal('patronId', 'LOANED')).toContain('Loaned');
  expect(editRefusal('title', 'CANCELLED_BY_STAFF')).toContain('Title can no longer be changed');
});
