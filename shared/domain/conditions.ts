/**
 * Whether a reply to a condition may go out (product.md §3.2). A reply without a note looks like a new request to the
 * partner: a note is asked for, and none is taken only when a person says so a second time.
 * @returns null when it may, otherwise what staff read
 */
export const replyNoteRefusal = (reply: {
  readonly note: string;
  readonly withoutNote: boolean;
}): string | null =>
  reply.note.trim() !== '' || reply.withoutNote
    ? null
    : 'A reply without a note looks like a new request to the partner. Write a note, or confirm that you send none.';
