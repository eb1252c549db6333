import { useEffect, useLayoutEffect, useReducer, useState } from 'react';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { useAppState } from '../../../api/queries.ts';
import { takeOrThrow } from '../../../api/take.ts';
import type { Tone } from '../../../machines/step-runner.ts';
import { listRunner, showFeedback, showDone } from '../../../requests/list-runner.ts';
import { useRunnerState } from '../../../steps/step-runner.ts';
import { playTone } from '../../../steps/tones.ts';
import { type Bare, Giving, type GivingList, type GivingPage } from './giving.ts';

/** How many rows are asked for at once, at most, and how many in all are searched for an identifier. */
const pageRows = 500;
const maxLooked = 2_000;

const placeOf = async (externalId: string): Promise<number> => {
  for (let offset = 0; offset < maxLooked; offset += pageRows) {
    const { rows } = await ask('today.list', { card: 'give-barcodes', offset, limit: pageRows });
    const place = rows.findIndex((row) => row.externalId.toUpperCase() === externalId.toUpperCase());
    if (place >= 0) return offset + place;
    if (rows.length < pageRows) break;
  }
  return -1;
};

const give: GivingPage['give'] = ({ row, volume }, barcode, asOf) =>
  takeOrThrow('correct', { opId: newOpId(), requestId: row.id, asOf, itemId: volume.itemId, barcode });

/** Assigns barcodes to the volumes of a list; returns the next volume as well. @param choose moves the cursor to a row */
export const useGiving = (
  list: GivingList,
  choose: (index: number) => void,
): { readonly giving: Giving; readonly target: Bare | null } => {
  const [, changed] = useReducer((times: number) => times + 1, 0);
  const soundsOn = useAppState().data?.settings.appearance.sounds ?? true;
  const sound = (tone: Tone): void => {
    if (soundsOn) playTone(tone);
  };
  const page: GivingPage = {
    give,
    placeOf,
    choose,
    changed,
    given: (outcome) => {
      showDone(outcome);
      sound('done');
    },
    refused: (alarm) => {
      showFeedback(null);
      sound(alarm === 'stop' ? 'refused' : 'check');
    },
  };
  const [giving] = useState(() => new Giving(page));
  useLayoutEffect(() => giving.follow(list, page));
  const undone = useRunnerState(listRunner(), ({ context: { feedback } }) =>
    feedback?.kind === 'undone' ? feedback : null,
  );
  useEffect(() => {
    if (undone !== null) giving.undone(undone.answer.externalId);
  }, [undone, giving]);
  return { giving, target: giving.target(list) };
};
