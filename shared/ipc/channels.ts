/**
 * The names of all calls, apart from their shapes, so that the preload needs no library.
 * The compiler refuses a name that the contract lacks and the other way round.
 */
export const channels = [
  'app.load',
  'app.chooseDesk',
  'app.chooseOperator',
  'app.saveSettings',
  'app.openDataFolder',
  'today.cards',
  'today.list',
  'receiving.open',
  'receiving.receive',
  'receiving.finish',
  'scanning.look',
  'requests.list',
  'requests.facets',
  'requests.details',
  'requests.choices',
  'requests.views',
  'requests.saveView',
  'requests.deleteView',
  'requests.addNote',
  'requests.dismissNote',
  'requests.create',
  'requests.edit',
  'decisions.facts',
  'conditions.reply',
  'renewing.renewRequest',
  'renewing.renewLoan',
  'lenderAnswers.record',
  'cancelling.cancel',
  'sending.send',
  'sending.addPartners',
  'sending.partners',
  'trouble.reportLost',
  'trouble.reportDamaged',
  'loans.findPatron',
  'loans.ofPatron',
  'loans.lend',
  'returning.look',
  'returning.return',
  'transit.scanIn',
  'steps.today',
  'steps.undo',
  'slips.list',
  'slips.retry',
  'slips.reprint',
  'slips.printReturnSlip',
  'slips.printTest',
  'slips.printers',
  'libraryFile.choose',
  'libraryFile.import',
  'libraryFile.cancel',
  'libraryFile.status',
  'libraryFile.showReport',
] as const;

export type Channel = (typeof channels)[number];

/** The names of all events, which go from the main process to the renderer. */
export const eventNames = ['scan', 'command', 'print', 'changed', 'importProgress', 'importEnded'] as const;

export type EventName = (typeof eventNames)[number];
