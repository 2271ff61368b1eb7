import numpy as np, os
from PIL import Image
rng=np.random.default_rng(5)
labels=np.array([0,1,2,4,5]*8,dtype=np.int64)
np.save('examples.npy',(rng.integers(0,200,(40,1,4,4))+labels[:,None,None,None]*10).astype(np.uint8))
np.save('labels.npy',labels)
for c in list(range(1,13)):
    os.makedirs(f'pictures/{c}',exist_ok=True)
    for i in range(2):
        Image.fromarray(rng.integers(0,255,(4,4),dtype=np.uint8)).save(f'pictures/{c}/{i}.png')
