import { expect, test } from 'vitest';
import { postMessage } from '../../../../electron/main/partners/exchange/post-message.ts';
import { useDeskAndLender } from '../../../support/lender/desk-and-lender.ts';

// While letters leave that waited, nobody at the desk waits for them.

const here = useDeskAndLender();

test('several letters leave at a time, and one while somebody works at the desk', async () => {
  for (let number = 1; number <= 10; number += 1) here.send(here.newRequest(`R-${number}`));
  await here.settled();
  await here.queue.stop();
  const mostAtATime = async (isDeskAtWork: boolean): Promise<number> => {
    for (let number = 1; number <= 20; number += 1)
      here.send(here.newRequest(`${isDeskAtWork ? 'W' : 'Q'}-${number}`));
    let [now, most] = [0, 0];
    here.start({
      post: async (...message) => {
        if (isDeskAtWork) here.queue.atWork.note();
        now += 1;
        most = Math.max(most, now);
        const result = await postMessage(...message);
        now -= 1;
        return result;
      },
    });
    if (isDeskAtWork) here.queue.atWork.note();
    await here.settled();
    await here.queue.stop();
    return most;
  };
  expect(await mostAtATime(false)).toBe(8);
  expect(await mostAtATime(true)).toBe(1);
  expect(new Set(here.states())).toEqual(new Set(['request sent']));
});
