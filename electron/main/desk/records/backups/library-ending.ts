/** The ending of the file of a library for another workstation. */
export const libraryEnding = 'borrow-desk';
