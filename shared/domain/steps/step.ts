import type * as z from 'zod';
import type { InputShapes } from '../../ipc/input-shapes.ts';
import type { DoneGroup } from '../done-here.ts';
import type { Deciding } from '../life/deciding.ts';
import type { PossibleType } from '../life/may-happen.ts';
import type { Page } from '../pages.ts';
import type { Work } from '../reports.ts';
import type { Role } from '../roles.ts';
import type { ReadersOf } from '../letters/partner-notifications.ts';
import type { WaitsAgain } from '../letters/waits-again.ts';

export const circulation = 'circulation-desk-operator';
export const fulfillment = 'fulfillment-services-operator';
export const requests = 'requests-operator';

/**
 * The facts about a request that a window needs: those that decide on the step, who would be notified, and what would wait for the patron
 * again.
 */
export type PreviewFacts = ReadersOf &
  Deciding & {
    /** Everything that is due to go back, and those of its volumes that were not on their shelf before. */
    readonly waitsAgain: { readonly kept: WaitsAgain; readonly wantedAgain: WaitsAgain };
  };

/** A window that asks only for a note: its form is generated from these facts. */
type NoteWindow = {
  /** The hint under the box: who reads the note. */
  readonly hint: string;
  /** A preview of the effects, one sentence each. */
  readonly preview: (request: PreviewFacts) => readonly string[];
  /** The initial focus: the button if the note is usually left empty. */
  readonly startsAt: 'note' | 'button';
};

/** The window in which staff decide. */
export type StepWindow = {
  readonly button: string;
  /** It ends what staff and patron waited for: its button is red. */
  readonly destructive: boolean;
  /** The label of the button that does nothing, if `Cancel` would be ambiguous; null: Cancel. */
  readonly keep: string | null;
  /** Null: the step has its own form, in `DecisionWindow.tsx`. */
  readonly note: NoteWindow | null;
};

/**
 * How a step is resolved if another workstation changed the same request before this one knew.
 * - `again`: the rules are applied to it again. A note, a print, a parcel that arrived: nothing is lost.
 * - `same-item`: it was done with the item in hand, and is valid only if the item is still in the same state.
 * - `same-loan`: it ends or renews the loan that it saw, and never another one: a return that was scanned in the morning and arrives in the
 * evening does not end the loan of the next patron.
 * - `not-wanted`: it sends an item back. Like `same-loan`; in addition, an item that was not lent goes only if no other desk has put it on
 * the hold shelf or renewed it since.
 * - `first-decides`: a decision. Nothing has left the library for it yet, so of two decisions on the same turn, the same volume or the
 * patron's wish the first one wins, and the other must be made again. Decisions about another partner in the meantime do not matter.
 */
export type Elsewhere = 'again' | 'same-item' | 'same-loan' | 'not-wanted' | 'first-decides';

/** Says that something is not possible in a status. @param status as staff see it. */
export type Cannot = (status: string) => string;

/** Every fact about a kind of step. None has a default: a step that lacks one does not compile. */
export type StepFacts = {
  /** Its only name: in code, log, channel, hub and reports. */
  readonly kind: string;
  /** The shape of its input. */
  readonly input: (shapes: InputShapes) => z.ZodRawShape;
  /** What it answers (`shared/ipc/step-answers.ts`). */
  readonly answer: 'outcome' | 'received' | 'finished' | 'slip' | 'undone';
  readonly says: {
    /** In a history, in the past tense. */
    readonly name: string;
    /** Begins a refusal: `<doing> requires the … role at …`. */
    readonly doing: string;
    /** The refusal if a status forbids it; null if none does. */
    readonly cannot: Cannot | null;
  };
  readonly who: {
    /** Any of these roles may take the step, and undo it. */
    readonly roles: readonly Role[];
    /**
     * Taken with the item in hand: the role at the desk where the item is suffices, whichever library owns the request. An item at the
     * wrong desk must be able to go where it belongs.
     */
    readonly inHand: boolean;
    /**
     * Whether staff ask for it, and whether messages of partners may cause it too; otherwise it comes from a file, or from the body of
     * another step.
     */
    readonly asked: 'by-staff' | 'by-staff-and-partners' | 'by-program';
  };
  /** At least one of these must be possible in the request's life; none: it does not move the request. */
  readonly events: readonly PossibleType[];
  /** Its entry in the menu of a request; null: it has none. */
  readonly menu: {
    readonly label: string;
    /** Steps that move the request forward, exchange messages with its partner, or handle problems. */
    readonly group: 'next' | 'partner' | 'problem';
    /** Its label next to the selected requests, if it can be taken for many at the same time, each as its own step; null: it cannot. */
    readonly many: string | null;
  } | null;
  /** Null: it is taken on a page, or by a button. */
  readonly window: StepWindow | null;
  /** Where it is taken: Undo leads there. */
  readonly pages: readonly Page[];
  readonly elsewhere: Elsewhere;
  /** How Redo repeats it: with the same input, or not at all; a sentence then says what to do. */
  readonly redo: 'same-input' | { readonly byHand: string };
  /** How a step is rechecked on newer rows from other workstations: it is taken again, or its rows are merged field by field. */
  readonly recheck: 'taken-again' | 'rows-joined';
  /** Null: it can be undone. */
  readonly notUndone: string | null;
  /** Whether the status depends on it, so that an earlier step cannot be undone before it. */
  readonly movesRequest: boolean;
  /** Its group on the page of steps to key into the other system; null: it has no counterpart there. */
  readonly group: DoneGroup | null;
  /** The work that reports count it as; null: none. */
  readonly work: Work | null;
};

/** Defines a kind of step with all its facts. */
export const step = <const Facts extends StepFacts>(facts: Facts): Facts => facts;

/** Where decisions on requests are taken. */
export const onLists = ['requests', 'today'] as const satisfies readonly Page[];
