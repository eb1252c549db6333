import type * as z from 'zod';
import type { InputShapes } from '../../ipc/input-shapes.ts';
import type { DoneGroup } from '../done-here.ts';
import type { Deciding } from '../life/deciding.ts';
import type { PossibleType } from '../life/may-happen.ts';
import type { Page } from '../pages.ts';
import type { Work } from '../reports.ts';
import type { Role } from '../roles.ts';
import type { ReadersOf, WaitsAgain } from '../letters/told.ts';

export const circulation = 'circulation-desk-operator';
export const fulfillment = 'fulfillment-services-operator';
export const requests = 'requests-operator';

/** What a window knows of a request: what decides on the step, who would be told, and what would wait for the patron again. */
export type PartnersAhead = ReadersOf &
  Deciding & {
    /** All that is to go back; and of it what was not on its shelf before. */
    readonly waitsAgain: { readonly kept: WaitsAgain; readonly wantedAgain: WaitsAgain };
  };

/** A window that asks for a note and no more: its form is made from these facts. */
type NoteWindow = {
  /** The hint under the box: who reads the note. */
  readonly hint: string;
  /** What will happen, told before it is done: one sentence each. */
  readonly ahead: (request: PartnersAhead) => readonly string[];
  /** Where the focus begins: at the button where most go without a note. */
  readonly startsAt: 'note' | 'button';
};

/** The window in which staff decide. */
export type StepWindow = {
  readonly button: string;
  /** It ends what staff and patron waited for: its button is red. */
  readonly destructive: boolean;
  /** The words of the button that does nothing, where `Cancel` could be taken for the other one; null: Cancel. */
  readonly keep: string | null;
  /** Null: the step has a form of its own, in `DecisionWindow.tsx`. */
  readonly note: NoteWindow | null;
};

/**
 * What becomes of a step when another workstation changed the same request before this one knew.
 * - `again`: what the rules say of it now. A note, a print, a parcel that came: nothing is lost by it.
 * - `same-item`: it was done with the item in hand, and holds only while the item is what it was then.
 * - `same-loan`: it ends or renews the loan that it saw, and never another one: a return that was scanned in the morning and
 *   arrives in the evening does not end the loan of the next patron.
 * - `not-wanted`: it sends an item back. As `same-loan`; and what was lent to no patron goes only as long as no other desk put it on the
 *   hold shelf or renewed it since.
 * - `first-decides`: a decision. Nothing has left the house for it yet, so of two on the same turn, the same volume or what the patron wants the
 *   first one counts, and the other is decided again. What was decided with another partner meanwhile does not matter.
 */
export type Elsewhere = 'again' | 'same-item' | 'same-loan' | 'not-wanted' | 'first-decides';

/** Every fact about a kind of step. None has a default: a step that lacks one does not compile. */
export type StepFacts = {
  /** Its one name: in code, log, channel, hub and reports. */
  readonly kind: string;
  /** What is asked for. */
  readonly input: (shapes: InputShapes) => z.ZodRawShape;
  /** What it answers (`shared/ipc/step-answers.ts`). */
  readonly answer: 'outcome' | 'received' | 'finished' | 'slip' | 'undone';
  readonly says: {
    /** In a history, in the past tense. */
    readonly name: string;
    /** Begins a refusal: `<doing> needs the role …`. */
    readonly doing: string;
    /** Completes a refusal: `A request with the status … cannot be <done>`; null where no status refuses it. */
    readonly done: string | null;
  };
  readonly who: {
    /** Any of these roles may take the step, and take it back. */
    readonly roles: readonly Role[];
    /**
     * Taken with the item in hand: then the role at the desk where it is will do, whosever request it is. An item that lies on
     * the wrong desk must be able to go where it belongs.
     */
    readonly inHand: boolean;
    /** Whether staff ask for it; otherwise it comes from a file, or from the body of another step. */
    readonly asked: 'by-staff' | 'by-program';
  };
  /** Any of these must be possible from the request's life; none: it does not move the request. */
  readonly events: readonly PossibleType[];
  /** Its entry in the menu of a request; null: it has none. */
  readonly menu: {
    readonly label: string;
    /** What brings the request on, what is said to its partner or by it, and what went wrong. */
    readonly group: 'next' | 'partner' | 'problem';
    /** Its words beside the selected requests, where it is taken for many at once, each a step of its own; null: it is not. */
    readonly many: string | null;
  } | null;
  /** Null: it is taken on a page, or by a button. */
  readonly window: StepWindow | null;
  /** Where it is taken: Undo leads there. */
  readonly pages: readonly Page[];
  readonly elsewhere: Elsewhere;
  /** How Redo takes it again: with the same input, or not: then a sentence says what to do. */
  readonly redo: 'same-input' | { readonly byHand: string };
  /** How a step is checked again on newer rows from other workstations: it is taken again, or its rows are joined field by field. */
  readonly recheck: 'taken-again' | 'rows-joined';
  /** Null: it can be undone. */
  readonly notUndone: string | null;
  /** Whether the status depends on it: then an earlier step cannot be undone before it. */
  readonly movesRequest: boolean;
  /** Its group on the page of steps to key into the other system; null: it has no counterpart there. */
  readonly group: DoneGroup | null;
  /** The work that reports count it as; null: none. */
  readonly work: Work | null;
};

/** A kind of step with all its facts. */
export const step = <const Facts extends StepFacts>(facts: Facts): Facts => facts;

/** Where decisions on requests are taken. */
export const onLists = ['requests', 'today'] as const satisfies readonly Page[];
