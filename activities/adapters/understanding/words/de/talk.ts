/** German small talk, and who is to be called. */
export const TALK = `
  hallo, guten tag, guten morgen, guten abend, moin, servus, grüß gott, hi = hello
  danke, vielen dank, danke schön, dankeschön, besten dank = thank you
  tschüss, tschüs, auf wiedersehen, bis bald, bis dann, ciao, das war alles = goodbye
  hilfe, hilf mir, was kannst du, was kannst du alles, wie funktioniert das, wie geht das = help
  mit einem menschen sprechen, mit jemandem sprechen, einen menschen, einen mitarbeiter, mitarbeiter, kundendienst, kundenservice, ich möchte mit einem menschen sprechen, ich will mit einem menschen reden, mit einem menschen reden = talk to a human
  bitte = please
  ja = yes
  ignoriere = ignore
  anweisungen = instructions
`;
