import { isForStaff, type EditionName } from '../model/edition.ts';
/**
 * What every page may load: files of its own site and nothing else. The search compiles Pagefind's WebAssembly, which
 * the browser counts as a kind of eval; `'wasm-unsafe-eval'` allows that alone, and neither eval() nor inline scripts.
 * Without it search finds nothing and all else works.
 */
export const pagePolicy = [
  "default-src 'none'",
  "img-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
].join('; ');

/** The policy as a header, which unlike the one in the page also forbids to frame it. */
export const headerPolicy = `${pagePolicy}; frame-ancestors 'none'`;

const unusedFeatures = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'payment',
  'usb',
];

/** The headers that a host should send with every file of an edition. */
export function securityHeaders(
  edition: EditionName,
): readonly (readonly [name: string, value: string])[] {
  return [
    ['Content-Security-Policy', headerPolicy],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'same-origin'],
    ['Permissions-Policy', unusedFeatures.map((feature) => `${feature}=()`).join(', ')],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ...(isForStaff(edition) ? ([['X-Robots-Tag', 'noindex, nofollow']] as const) : []),
  ];
}
