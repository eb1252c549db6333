import { v7 as uuidv7 } from 'uuid';
import { takeAsked } from '../../electron/main/desk/steps/take.ts';
import type { OpId } from '../../shared/domain/ids.ts';
import type { DeskCopy } from './desk-copy.ts';
import { here, staffCommands, type Target } from './staff-commands.ts';

/** Steps that need no preparation, and can be taken on many requests. */
const ofADay = staffCommands.filter(({ first }) => first === undefined);

/**
 * Conditions (SQL) for the requests of one workstation only: the one that was away, the one whose steps are looked for elsewhere, and all
 * others.
 */
export const ofWhoWasAway = 'request.id % 10 = 0';
export const ofWhoIsSeen = 'request.id % 10 = 1';
export const ofTheOthers = 'request.id % 10 > 1';

/** How many requests one kind of step is taken on before the next kind. */
const atOnce = 50;

/**
 * Takes the steps of a library's day: all kinds in turn, on requests where the rules allow them.
 * @param on the condition for the requests, as SQL over `request.id`.
 * @param from the first number for new barcodes, different for each workstation.
 * @throws if the library has too few requests for it.
 */
export const takeDay = (desk: DeskCopy, steps: number, on: string, from: number): void => {
  desk.context.session.chooseDesk(here);
  // The duration of the day is not measured, so it need not wait for the disk.
  desk.raw.pragma('synchronous = OFF');
  try {
    take(desk, steps, on, from);
  } finally {
    desk.raw.pragma('synchronous = FULL');
  }
};

const take = (desk: DeskCopy, steps: number, on: string, from: number): void => {
  let taken = 0;
  for (let round = 0; taken < steps; round += 1) {
    const before = taken;
    for (const command of ofADay) {
      for (const target of targetsOf(desk, command.on, on, round)) {
        if (taken === steps) return;
        if (takeAsked(desk.context, command.asked({ ...target, number: from + taken }, uuidv7() as OpId)).ok)
          taken += 1;
      }
    }
    if (taken === before) throw new Error(`The library has ${taken} steps to take, and not ${steps}.`);
  }
};

const targetsOf = ({ raw }: DeskCopy, where: string, on: string, round: number): readonly Target[] =>
  raw
    .prepare(
      `SELECT request.id AS requestId, item.id AS itemId, item.barcode, patron_id AS patronId,
              (SELECT id FROM request_note WHERE request_id = request.id AND active = 1) AS noteId
         FROM request JOIN partner ON partner.id = request.partner_id
         LEFT JOIN item ON item.request_id = request.id
        WHERE ${where} AND ${on} ORDER BY (request.id * 7919 + @round * 15485863) % 100003 LIMIT ${atOnce}`,
    )
    .all({ round }) as Target[];
