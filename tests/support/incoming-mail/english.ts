import type { SampleMail } from './samples.ts';

/** Mails of lending libraries in English, with the answer that they give. */
export const english: readonly SampleMail[] = [
  {
    text: 'Hello,\n\nThe book was shipped today by UPS.\n\nBest regards,\nInterlibrary Lending\nNorth University Library\nWe cannot lend reference works.',
    kind: 'shipped',
  },
  { text: 'Good morning Anna,\n\nwe have sent the book this morning. Enjoy!', kind: 'shipped' },
  { text: 'Shipped via FedEx, tracking 7712 3344 9021.', kind: 'shipped' },
  { text: 'The book was shipped on 3 December 2026.', kind: 'shipped', day: null },
  { text: 'The loan was renewed on 3 December 2026.', kind: 'renewed', day: null },
  { text: 'The loan has been renewed until 01/02/2027.', kind: 'renewed', day: null },
  {
    text: 'Dear colleagues,\nyour item has been mailed. It is due back on 15 January 2027. Library use only, no renewals.\n\nThanks\nM.',
    kind: 'shipped',
    day: '2027-01-15',
  },
  { text: 'Both volumes have been dispatched yesterday and should be with you by Friday.', kind: 'shipped' },
  { text: 'The parcel is on its way to you.', kind: 'shipped' },
  {
    subject: 'Interlibrary loan 01MAIN0000101: Shipped',
    text: 'Request: 01MAIN0000101\nStatus: Shipped\nDue date: 2027-01-15\n\nThis is an automated notice. Please do not reply.',
    kind: 'shipped',
    day: '2027-01-15',
  },
  {
    text: 'Item is in the mail! \n\n> On 3 Nov 2026, at 10:12, ILL Main <ill@main.example> wrote:\n> Could you please lend us the following book?',
    kind: 'shipped',
  },
  {
    text: 'Please find attached the article you requested.\n\nKind regards\nJo',
    kind: 'shipped-digitally',
  },
  { text: 'The scan is attached. Enjoy reading.', kind: 'shipped-digitally' },
  {
    text: 'Hi, the PDF has been uploaded to our server and will be there for 30 days.',
    kind: 'shipped-digitally',
  },
  {
    text: 'Unfortunately we cannot lend this title as it is in our special collections.',
    kind: 'rejected',
  },
  { text: 'Sorry, we are unable to fill this request.', kind: 'rejected' },
  { text: 'Dear ILL,\nthe book is currently checked out and due back in March.', kind: 'rejected' },
  { text: 'This item is non-circulating. Sorry!', kind: 'rejected' },
  { text: "Sorry, we don't lend DVDs.", kind: 'rejected' },
  {
    text: 'We do not own this volume; our holdings begin with vol. 12.\n\nRegards\nPat',
    kind: 'rejected',
  },
  {
    text: 'We searched three times but could not locate the book. It is probably misshelved. We regret that we cannot supply.',
    kind: 'rejected',
  },
  {
    subject: 'ILL request 01MAIN0000102',
    text: 'Status: Unfilled\nReason: not on shelf',
    kind: 'rejected',
  },
  { text: 'We can lend it, but only for in-library use. Is that acceptable?', kind: 'conditional' },
  {
    text: 'Dear colleague,\n\nOur fee for this loan is 20 EUR. Would you accept the charge?\n\nBest wishes\nK.',
    kind: 'conditional',
  },
  {
    text: 'We are happy to lend the score on condition that it is used in your reading room.',
    kind: 'conditional',
  },
  {
    text: 'There is a charge of $25. Please confirm that you agree and we will send the book.',
    kind: 'conditional',
  },
  { text: 'We will gladly lend you the book. It should go out tomorrow.', kind: 'will-supply' },
  { text: 'No problem, we can supply this one. I will pull it this afternoon.', kind: 'will-supply' },
  { text: 'The volumes will be sent next week, when our van runs again.', kind: 'will-supply' },
  { text: 'The loan has been renewed until 12 February 2027.', kind: 'renewed', day: '2027-02-12' },
  { text: "Hi Sam, I've renewed the book. New due date: 2027-03-01.", kind: 'renewed', day: '2027-03-01' },
  {
    text: 'Your renewal request has been approved.\n\n--\nEast College Library\nRenewals are not possible for DVDs.',
    kind: 'renewed',
  },
  {
    text: 'We extended the due date to March 5, 2027. No further charge.',
    kind: 'renewed',
    day: '2027-03-05',
  },
  { text: 'Sorry, we cannot renew this one, it has a hold.', kind: 'renewal-refused' },
  { text: 'Renewal not possible: a reader here is waiting.', kind: null },
  { text: 'Your renewal request was denied.', kind: 'renewal-refused' },
  { text: 'Hello,\nI am afraid this item is not renewable.', kind: 'renewal-refused' },
  {
    subject: 'Overdue notice: The Sea Around Us',
    text: 'The item below is now 14 days overdue. Please return it.\n\nThe Sea Around Us',
    kind: 'overdue',
  },
  { text: 'Our records show that this book is overdue since 2 December.', kind: 'overdue' },
  {
    text: 'We have recalled the book for a course reserve. Please send it back by 10 December 2026.',
    kind: 'recalled',
    day: '2026-12-10',
  },
  { text: 'This item has been recalled by another reader.', kind: 'recalled' },
  { text: 'The book is overdue and has been recalled.', kind: 'recalled' },
  { text: 'We have received the book back, thank you.', kind: 'checked-in' },
  { text: 'All volumes have been checked in. Thanks for returning them so quickly.', kind: 'checked-in' },
  { text: 'Your request has been cancelled as you asked.', kind: 'cancelled' },
  { text: 'OK, we have cancelled it.', kind: 'cancelled' },
  { text: 'It is too late to cancel, sorry.', kind: 'cancel-refused' },
  { text: 'We could not cancel the request any more.', kind: 'cancel-refused' },
];
