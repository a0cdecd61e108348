const PLACEHOLDER = 'http://shop.invalid';

/**
 * Where to go after signing in: a path of our own, or the start page. Anything that a browser could take for another
 * place (`//evil`, `/\evil`, `https:…`, with tabs or line ends between) is none.
 */
export function ownPath(wanted: string | undefined): string {
  // Browsers read "\" as "/", and drop tabs and line ends.
  if (!wanted?.startsWith('/') || wanted.length > 500 || /[\\\p{Cc}]/u.test(wanted)) return '/';
  if (!URL.canParse(wanted, PLACEHOLDER)) return '/';
  const url = new URL(wanted, PLACEHOLDER);
  if (url.origin !== PLACEHOLDER || url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search + url.hash;
}
