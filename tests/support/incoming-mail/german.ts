import type { SampleMail } from './samples.ts';

/** Mails of lending libraries in German. */
export const german: readonly SampleMail[] = [
  {
    text: 'Liebe Kolleginnen und Kollegen,\n\ndas Buch wurde heute versandt.\n\nMit freundlichen Grüßen\nDie Fernleihe\nHandschriften können wir nicht verleihen.',
    kind: 'shipped',
  },
  { text: 'Guten Tag, wir haben die Bände gestern verschickt.', kind: 'shipped' },
  { text: 'Die Sendung ist unterwegs. Viel Freude damit!', kind: 'shipped' },
  { text: 'Anbei der gewünschte Aufsatz als PDF.', kind: 'shipped-digitally' },
  { text: 'Den Scan haben wir zum Download bereitgestellt.', kind: 'shipped-digitally' },
  { text: 'Leider können wir diesen Titel nicht verleihen.', kind: 'rejected' },
  { text: 'Das Buch ist zurzeit ausgeliehen.', kind: 'rejected' },
  { text: 'Der Band ist leider nicht im Bestand.', kind: 'rejected' },
  { text: 'Präsenzbestand wird leider nicht verliehen.', kind: 'rejected' },
  { text: 'Das Exemplar ist vermisst. Viele Grüße, Jo', kind: 'rejected' },
  { text: 'Die Ausleihe ist möglich, aber nur in den Lesesaal.', kind: 'conditional' },
  {
    text: 'Für die Kopien fallen Kosten von 12 EUR an. Sind Sie damit einverstanden?',
    kind: 'conditional',
  },
  { text: 'Wir können das Buch gerne ausleihen.', kind: 'will-supply' },
  { text: 'Der Titel wird morgen versandt.', kind: 'will-supply' },
  { text: 'Die Leihfrist wurde bis zum 12.02.2027 verlängert.', kind: 'renewed', day: '2027-02-12' },
  { text: 'Hallo Sam, ich habe das Buch verlängert. Grüße', kind: 'renewed' },
  { text: 'Eine Verlängerung ist leider nicht möglich.', kind: 'renewal-refused' },
  { text: 'Das Buch kann nicht mehr verlängert werden, es ist vorgemerkt.', kind: 'renewal-refused' },
  { text: 'Die Leihfrist ist seit 2. Dezember überschritten.', kind: 'overdue' },
  { text: 'Der Band ist seit zwei Wochen überfällig.', kind: 'overdue' },
  { text: 'Das Buch wird von uns dringend zurückgefordert.', kind: null },
  { text: 'Wir fordern das Buch hiermit zurück, bitte bis 10.12.2026.', kind: 'recalled', day: '2026-12-10' },
  { text: 'Das Buch ist wieder bei uns eingetroffen. Danke!', kind: 'checked-in' },
  { text: 'Ihre Bestellung wurde storniert.', kind: 'cancelled' },
  { text: 'Eine Stornierung ist leider nicht mehr möglich.', kind: 'cancel-refused' },
];
