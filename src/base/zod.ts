import { z } from 'zod';

// The page's policy (tools/dev/contentSecurityPolicy.ts) allows no code made of text, which zod would make of its schemas.
z.config({ jitless: true });

export { z };
