int receiver_tune(int channel);
