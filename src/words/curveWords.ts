import { spoken } from './language.ts';

/** Curves of a training, its sample sheets and its moments: on the model card and on the page that follows one. */
export const curveWords = spoken('curve', {
  valueByValue: (title: string) => `${title}, value by value`,
  faces: {
    discriminator: {
      title: 'Discriminator',
      unit: 'loss',
      meaning:
        'How far D is from telling real images from generated ones, its gradient penalty included. Where it can only guess, the loss is 2·ln 2 = 1.39.',
    },
    generator: {
      title: 'Generator',
      unit: 'loss',
      meaning:
        'How clearly D sees that generated images are not real. At ln 2 = 0.69 it takes them for real half of the time.',
    },
    latent: {
      title: 'Latent error',
      unit: 'squared',
      meaning:
        'How far E lands from the w that G drew an image from. The lower, the closer reconstructions follow a photo; it jumps where a level begins.',
    },
    photo: {
      title: 'Photo error',
      unit: 'weighted',
      meaning:
        'How far the picture that E and G make of a photo is from it: in its coarse colours, pixel by pixel, in its code, and in whether D takes it for real, weighted and added. The lower, the closer.',
    },
    imagesPerSecond: {
      title: 'Speed',
      unit: 'images/s, log scale',
      meaning:
        'Images trained on in a second. Every level has four times the pixels of the one before and takes longer.',
    },
    busyCores: {
      title: 'Processor',
      unit: 'cores busy',
      meaning: 'Cores that the trainer keeps busy. It stays low where a graphics card does the work.',
    },
    residentGigabytes: {
      title: 'Memory',
      unit: 'GB',
      meaning: 'Memory of the trainer’s process. It steps up with a level and should be flat in between.',
    },
    realism: {
      title: 'Realism',
      unit: 'KID ×1000',
      meaning:
        'How far random pictures are from real photos in the eyes of a network that was trained to tell images apart; lower is better. The dashed line is what real photos score among themselves.',
    },
    likeness: {
      title: 'Likeness',
      unit: 'dB',
      meaning: 'How close reconstructions come to photos that the model never learnt from (PSNR); higher is better.',
    },
  },
  sheet: {
    real: { title: 'Real', detail: 'test images, never trained on' },
    reconstructed: { title: 'Reconstructed', detail: 'by the averaged networks' },
    reconstructedLive: { title: 'Reconstructed', detail: 'by the live networks' },
    sampled: { title: 'Dreamt up', detail: 'by the averaged networks' },
    sampledLive: { title: 'Dreamt up', detail: 'by the live networks' },
  },
  replay: {
    photos: { title: 'Photos', detail: 'never trained on' },
    redrawn: { title: 'Redrawn', detail: 'by the model' },
    sampled: { title: 'Dreamt up', detail: 'from random numbers' },
  },
  seen: (images: string) => `${images} images seen`,
  seenAt: (images: string, size: string) => `${images} images seen, ${size} pixels`,
  thousands: (count: number) => `${count} k`,
  millions: (count: number) => `${count} M`,
  seconds: (seconds: number) => `${seconds} s`,
  minutes: (minutes: number) => `${minutes} min`,
  hours: (hours: number, minutes: number) => `${hours} h ${minutes} min`,
  days: (days: number, hours: number) => `${days} d ${hours} h`,
});
