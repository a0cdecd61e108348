/** What is used of a package that brings no types. */
declare module '@nlpjs/core' {
  interface Container {
    use(plugin: unknown): void;
    get(name: 'nlp'): import('./nlpjs.js').NlpJs;
  }
  export function containerBootstrap(): Promise<Container>;
}
declare module '@nlpjs/nlp' {
  export const Nlp: unknown;
}
declare module '@nlpjs/lang-en-min' {
  export const LangEn: unknown;
}
