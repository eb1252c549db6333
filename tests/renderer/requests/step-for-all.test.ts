import { expect, test } from 'vitest';
import { stepForAll } from '../../../renderer/src/requests/step-for-all.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';

const picked = (...statuses: readonly string[]) =>
  statuses.map((status, index) => ({
    id: (index + 1) as RequestId,
    externalId: `R-${index + 1}`,
    title: 'Silent Spring',
    status,
  }));

test.each([
  ['none', [], null],
  ['all of them wait to be sent', ['READY_TO_SEND', 'READY_TO_SEND'], 'send-request'],
  ['answers are owed to different questions', ['CANCEL_REPLY', 'RENEW_REQUESTED'], 'partner-answer'],
  ['they wait for different steps', ['READY_TO_SEND', 'RENEW_REQUESTED'], null],
  ['one of them waits for nothing', ['READY_TO_SEND', 'REQUEST_COMPLETED'], null],
  ['their step is taken one by one', ['CONDITIONAL', 'CONDITIONAL'], null],
])('the step for all selected requests: %s', (_, statuses, step) => {
  expect(stepForAll(picked(...statuses))).toBe(step);
});
